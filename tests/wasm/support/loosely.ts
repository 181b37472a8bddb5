/** As people call it who have no TypeScript: with whatever they like. */
export type Loose<T> = {
  [Name in keyof T]: T[Name] extends (...given: never[]) => infer Answer
    ? (...given: unknown[]) => Answer
    : Loose<T[Name]>;
};

/** The same object, whose methods take anything. */
export const loosely = <T>(target: T): Loose<T> => target as Loose<T>;
