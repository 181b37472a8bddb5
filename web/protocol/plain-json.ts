/** Deeper than any specification: what goes on is read by functions that call themselves. */
const deepest = 16;

/** Halves of characters, which no file and no address can hold. */
const half = /\p{Surrogate}/u;

/** What a stranger's JSON says, or what is wrong with it in a part of a sentence. Never throws. */
export function readJson(text: string): { value: unknown } | { problem: string } {
  let depth = 0;
  for (const [part] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{}]/gs)) {
    if (part === '[' || part === '{') depth += 1;
    else if (part === ']' || part === '}') depth -= 1;
    if (depth > deepest) return { problem: `its brackets are more than ${deepest} levels deep` };
  }
  let broken = false;
  try {
    const value: unknown = JSON.parse(text, (key, item: unknown) => {
      broken ||= half.test(key) || (typeof item === 'string' && half.test(item));
      return item;
    });
    return broken ? { problem: 'a text in it holds half a character' } : { value };
  } catch (error) {
    return { problem: `this is no JSON: ${error instanceof Error ? error.message : 'unreadable'}` };
  }
}
