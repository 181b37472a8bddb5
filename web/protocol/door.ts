import * as v from 'valibot';

/** What a command takes, checked where it arrives; what it answers only the compiler knows. */
export interface Command<Given extends Schemas = Schemas, Answer = unknown> {
  readonly given: Given;
  /** Never there: it carries the type. */
  readonly answer?: Answer;
}

type Schemas = readonly v.GenericSchema[];

/** Commands by their names. */
export type Commands = Readonly<Record<string, Command>>;

type Values<Given extends Schemas> = {
  -readonly [Place in keyof Given]: v.InferOutput<Given[Place]>;
};

/** Those at the end that may be undefined may be left out. */
type Callable<Given extends unknown[]> = Given extends [...infer Others, infer Last]
  ? undefined extends Last
    ? [...Callable<Others>, Last?]
    : Given
  : Given;

/** The commands as functions, as page and worker see them. */
export type Api<Declared extends Commands> = {
  [Name in keyof Declared]: Declared[Name] extends Command<infer Given, infer Answer>
    ? (...given: Callable<Values<Given>>) => Promise<Answer>
    : never;
};

/** Declares a command: `takes(v.string(), v.boolean()).gives<Filter>()`. */
export function takes<const Given extends Schemas>(
  ...given: Given
): { gives: <Answer>() => Command<Given, Answer> } {
  return { gives: () => ({ given }) };
}

/**
 * Checks what a command is given. Throws a sentence that begins with the command's name and says
 * what was expected and what was found: "explainUnit: argument 3 must be string, found 5."
 */
export function checkGiven(command: string, { given }: Command, values: readonly unknown[]): void {
  if (values.length > given.length) {
    throw new Error(
      `${command}: it takes at most ${given.length} arguments, found ${values.length}.`,
    );
  }
  given.forEach((schema, place) => {
    const { issues } = v.safeParse(schema, values[place], { abortEarly: true });
    if (!issues) return;
    const [{ expected, received, message }] = issues;
    const path = issues[0].path?.map(({ key }) => String(key)).join('.');
    const where = `argument ${place + 1}${path === undefined ? '' : `, ${path},`}`;
    const wanted = expected === null ? `is refused (${message})` : `must be ${expected}`;
    throw new Error(`${command}: ${where} ${wanted}, found ${received}.`);
  });
}

/** A schema for each argument of each command. */
export type Guarded<Api> = {
  readonly [Name in keyof Api]: Api[Name] extends (...given: infer Given) => unknown
    ? { readonly [Place in keyof Given]-?: v.GenericSchema<unknown, Given[Place]> }
    : never;
};

/** The same commands; what they are given is checked first, and refused as `checkGiven` says. */
export function guarded<Api extends object>(api: Api, schemas: Guarded<Api>): Api {
  const calls = Object.entries<Schemas>(schemas as Record<string, Schemas>).map(([name, given]) => [
    name,
    async (...values: unknown[]) => {
      checkGiven(name, { given }, values);
      return (api[name as keyof Api] as (...values: unknown[]) => unknown)(...values);
    },
  ]);
  return Object.fromEntries(calls) as Api;
}
