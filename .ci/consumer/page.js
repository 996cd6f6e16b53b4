/** @file The installed package, in a page. */

import { learn } from "knack-ts";

const shout = await learn([
  ["ada", "ADA"],
  ["alan", "ALAN"],
]);
document.body.textContent = shout("grace");
