/** @file Numbers as people read them: `1.2 M`, `120 MB`, `0.4 s`, `3 cells`. The same in every locale. */

export function amount(n: number): string {
  if (n < 10_000) return grouped(Math.round(n));
  if (n < 999_500) return `${Math.round(n / 1e3)} k`;
  return n < 999.5e6 ? `${(n / 1e6).toFixed(n < 9.95e6 ? 1 : 0)} M` : `${(n / 1e9).toFixed(1)} G`;
}

export const bytes = (n: number): string =>
  n < 1e9 ? `${Math.max(1, Math.round(n / 1e6))} MB` : `${(n / 1e9).toFixed(1)} GB`;

export function seconds(s: number): string {
  if (s < 9.95) return `${s.toFixed(s < 0.995 ? 2 : 1)} s`;
  return s < 120 ? `${Math.round(s)} s` : `${Math.floor(s / 60)} min ${Math.round(s % 60)} s`;
}

export const counted = (n: number, noun: string): string => `${amount(n)} ${noun}${n === 1 ? "" : "s"}`;

const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

export const bits = (n: number): string => `${n < 1000 ? n.toFixed(1) : amount(n)} bits`;

/** Whole milliseconds below a second. */
export const milliseconds = (ms: number): string =>
  ms < 999.5 ? `${Math.round(ms)} ms` : seconds(ms / 1000);
