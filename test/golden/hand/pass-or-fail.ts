/** Whether the score is enough. */
export function passOrFail(score: number): string {
  return score >= 50 ? "pass" : "fail";
}

export default passOrFail;
