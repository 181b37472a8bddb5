import { getContext, setContext } from 'svelte';

/**
 * Something that a room of the page gives to every view: `provide` is for client/app, which makes it,
 * and `use` for views while they are made.
 *
 * @param what For the error where nobody above provides it.
 */
export function context<Given>(what: string): [provide: (given: Given) => Given, use: () => Given] {
  const key = {};
  return [
    (given) => setContext(key, given),
    () => {
      const given = getContext<Given | undefined>(key);
      if (given === undefined) throw new Error(`${what}: no view above provides it.`);
      return given;
    },
  ];
}
