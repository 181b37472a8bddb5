import { load, type Engine, type EngineDataset, type Model, type ModelSpec } from 'receptive';

/** One engine for all tests of a file: the build that runs everywhere, on one thread. */
export const engine = await load({ variant: 'simd' });

type Methods<T> = {
  [Name in keyof T]: T[Name] extends (...args: never[]) => unknown ? Name : never;
}[keyof T] &
  string;

/** A call of an engine, of one of its models, or of a subject of these ('health.examine'). */
export type Call = Methods<Engine> | Methods<Model> | `health.${Methods<Model['health']>}`;

type Forward = (call: string, real: () => unknown) => unknown;

/** A stand-in that does all that `target` does, through `forward`; `facts` are otherwise. */
function standIn<T extends object>(
  target: T,
  forward: Forward,
  facts: Partial<T> = {},
  prefix = '',
): T {
  return new Proxy(target, {
    get(_target, name) {
      if (Object.hasOwn(facts, name)) return Reflect.get(facts, name) as unknown;
      const value: unknown = Reflect.get(target, name, target);
      const call = `${prefix}${String(name)}`;
      if (typeof value === 'function') {
        return (...args: unknown[]) =>
          forward(call, () => Reflect.apply(value, target, args) as unknown);
      }
      const isSubject = typeof value === 'object' && value !== null && !Array.isArray(value);
      return isSubject ? standIn(value, forward, {}, `${call}.`) : value;
    },
  });
}

function answers(ask: () => unknown): boolean {
  try {
    ask();
    return true;
  } catch {
    return false;
  }
}

/** A real engine of which a test knows what was done with it, and that fails when it is to. */
export class Watch {
  readonly engine: Engine;
  /** What each model was made from, in their order. */
  readonly specs: ModelSpec[] = [];
  /** Models that were still there when the engine was disposed of; undefined before that. */
  left: number | undefined;
  private readonly models: Model[] = [];
  private readonly sets: EngineDataset[] = [];
  private readonly counts = new Map<string, number>();
  private readonly first = new Map<string, () => void>();
  private readonly once = new Map<string, () => unknown>();

  /** @param facts What the engine says otherwise than the real one. */
  constructor(real: Engine = engine, facts: Partial<Engine> = {}) {
    this.engine = standIn(real, (call, ask) => this.engineDoes(call, ask), {
      ...facts,
      model: (spec) => {
        this.specs.push(spec);
        return this.watched(() => real.model(spec));
      },
      loadModel: (file, options) => this.watched(() => real.loadModel(file, options), 'loadModel'),
    });
  }

  /** Models that nobody has disposed of. */
  get liveModels(): number {
    return this.models.filter((model) => answers(() => model.batchSize)).length;
  }

  /** Data sets that nobody has disposed of. */
  get liveSets(): number {
    return this.sets.filter((data) => answers(() => data.bytes(0, 1))).length;
  }

  /** How often this was called, of whichever model. */
  calls(call: Call): number {
    return this.counts.get(call) ?? 0;
  }

  /** From now on this happens before each such call. */
  before(call: Call, happens: () => void): void {
    this.first.set(call, happens);
  }

  /** The next such call does this and nothing else: it throws, or gives what a test wants. */
  instead(call: Call, does: () => unknown): void {
    this.once.set(call, does);
  }

  private watched(make: () => Model, call = 'model'): Model {
    const model = this.does(call, make) as Model;
    this.models.push(model);
    return standIn(model, (name, ask) => this.does(name, ask));
  }

  private engineDoes(call: string, ask: () => unknown): unknown {
    if (call === 'dispose') this.left = this.liveModels;
    const made = this.does(call, ask);
    if (call.endsWith('Dataset')) this.sets.push(made as EngineDataset);
    return made;
  }

  private does(call: string, ask: () => unknown): unknown {
    this.counts.set(call, (this.counts.get(call) ?? 0) + 1);
    this.first.get(call)?.();
    const instead = this.once.get(call);
    this.once.delete(call);
    return (instead ?? ask)();
  }
}
