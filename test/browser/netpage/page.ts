/** @file What nets.test.ts has a browser run: a net is trained and asked; what came of it is sent back. */

import { trained } from "../trained.ts";

const body = await trained().catch((error: unknown) => ({ error: String(error) }));
await fetch("/", { method: "POST", body: JSON.stringify(body) });
