/**
 * @file Captions, two ways: a net that says what is in a picture, and a program that says what is in its parts; both are asked about
 * combinations of which neither saw any.
 */

import { randomOf } from "../language/random.ts";
import { NotLearned } from "../learn.ts";
import type { Said } from "../nets/captioning.ts";
import { fitCaptioner } from "./captioner.ts";
import { type Describer, learnDescriber } from "./describer.ts";
import { fitPerceiver, type Perceived } from "./perceiver.ts";
import { type Account, type Pictured, pictured } from "./pictured.ts";
import { MISSING, sceneWhere, seenScenes } from "./scene.ts";

export interface DemoOptions {
  readonly seed: number;
  /** Of the captioner; the perceiver takes half as many. */
  readonly steps: number;
  /** Scenes of combinations that were seen, and of each that was not. */
  readonly tests: number;
  /** Seconds for the program, each time that it is told an example. */
  readonly seconds: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (what: string, done: number, loss: number | undefined) => void;
}

/** One picture, and what each makes of it. */
export interface Answered extends Pictured {
  readonly net: Said;
  /** From the parts of the scene that was drawn; ⊥ where there is no program, or it has no answer. */
  readonly program: string | undefined;
  /** From the parts that a net perceives in the picture. */
  readonly perceived: Perceived & { readonly program: string | undefined };
}

/** Answers that are right, of as many. */
export interface Right {
  readonly net: number;
  readonly program: number;
  readonly perceived: number;
  /** Pictures in which all parts are perceived as they were drawn. */
  readonly parts: number;
  readonly of: number;
  /** Means of how sure the nets are. */
  readonly confidence: { readonly net: number; readonly perceived: number };
}

export interface Group {
  readonly name: string;
  readonly isMissing: boolean;
  readonly right: Right;
  readonly answers: readonly Answered[];
}

export interface Demo {
  readonly captioner: Account;
  readonly perceiver: Account;
  /** ⊥ where no program was found in time. */
  readonly describer: Describer | undefined;
  /** Seen combinations first, then each that is missing. */
  readonly groups: readonly Group[];
}

/** ⊥ where it was stopped. */
export async function captionsDemo(options: DemoOptions): Promise<Demo | undefined> {
  const { seed, steps, tests, seconds, signal, onProgress } = options;
  onProgress?.("program", 0, undefined);
  const describer = await learnDescriber({ seed, seconds, ...(signal && { signal }) }).catch((error) => {
    if (error instanceof NotLearned) return undefined;
    throw error;
  });
  if (signal?.aborted) return undefined;
  const training = (what: string) => ({
    seed,
    ...(signal && { signal }),
    onProgress: (done: number, loss: number) => onProgress?.(what, done, loss),
  });
  const captioner = await fitCaptioner({ ...training("net that captions"), steps });
  const perceiver = await fitPerceiver({
    ...training("net that perceives parts"),
    steps: Math.ceil(steps / 2),
  });
  if (signal?.aborted) return undefined;

  // Other random numbers than those that anything was learned from.
  const random = randomOf(seed + 1_000_003);
  const groups: Group[] = [];
  const ask = async (name: string, isMissing: boolean, rows: readonly Pictured[]): Promise<void> => {
    const pictures = rows.map(({ picture }) => picture);
    const [said, seen] = [await captioner.caption(pictures), await perceiver.perceive(pictures)];
    const answers = rows.map(
      (row, i): Answered => ({
        ...row,
        net: said[i],
        program: describer?.describe(row.scene),
        perceived: { ...seen[i], program: describer?.describe(seen[i].scene) },
      }),
    );
    groups.push({ name, isMissing, answers, right: rightOf(answers) });
  };
  await ask(
    "combinations that were seen",
    false,
    seenScenes(tests, random).map((scene) => pictured(scene, random)),
  );
  for (const { name, holds } of MISSING)
    await ask(
      name,
      true,
      Array.from({ length: tests }, () => pictured(sceneWhere(holds, random), random)),
    );
  return { captioner: accountOf(captioner), perceiver: accountOf(perceiver), describer, groups };
}

const accountOf = ({ parameters, pictures, seconds }: Account): Account => ({
  parameters,
  pictures,
  seconds,
});

export function rightOf(answers: readonly Answered[]): Right {
  const count = (holds: (answer: Answered) => boolean): number => answers.filter(holds).length;
  const mean = (of: (answer: Answered) => number): number =>
    answers.reduce((sum, answer) => sum + of(answer), 0) / Math.max(1, answers.length);
  return {
    net: count(({ net, caption }) => net.caption === caption),
    program: count(({ program, caption }) => program === caption),
    perceived: count(({ perceived, caption }) => perceived.program === caption),
    parts: count(({ perceived, scene }) => JSON.stringify(perceived.scene) === JSON.stringify(scene)),
    of: answers.length,
    confidence: {
      net: mean(({ net }) => net.confidence),
      perceived: mean(({ perceived }) => perceived.confidence),
    },
  };
}
