/** @file Work that is no candidate, told in candidates: what a pause between two pieces of it charges to the budget. */

export class Meter {
  private done = 0;

  /** Work worth so many candidates, or a part of one. */
  add(candidates: number): void {
    this.done += candidates;
  }

  /** What was done since it was last told, in whole candidates. */
  tell(): number {
    const whole = Math.floor(this.done);
    this.done -= whole;
    return whole;
  }
}
