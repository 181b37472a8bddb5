import type { DataApi, DataSetInfo, Into, LoadProgress } from '../../../protocol/data-sets';
import {
  choiceNames,
  type Choice,
  type ChoiceName,
  type Choices,
  type Findings,
} from '../../../protocol/looking';
import { sentence } from '../data-words';
import { namesAsText, readNames } from './class-names';
import type { ForClass } from './found-words';

/** What files are looked at for, where they are not to become a set of their own. */
export interface Purpose {
  into: Into;
  /** How the class is called. */
  forClass: ForClass;
  /** What becomes of the set once it has the pictures. */
  arrived: (info: DataSetInfo) => Promise<unknown>;
}

/** What the dialog needs of the data sets. */
export interface FoundHost {
  readonly api: DataApi;
  get<T>(
    ask: (told: (p: LoadProgress) => void, end: AbortSignal) => Promise<T>,
  ): Promise<T | undefined>;
  found: Found | undefined;
  readonly busy: boolean;
  problem: string | undefined;
  cancel(): void;
  arrived(info: DataSetInfo): Promise<unknown>;
}

/** What was found in files, as the visitor looks at it and chooses otherwise. */
export class Found {
  findings = $state.raw() as Findings;
  /** An answer to other choices is on its way. */
  looking = $state(false);
  /** What failed, in a sentence. */
  problem = $state<string | undefined>();
  /** What stands in the textbox, once something was typed. */
  draft = $state<string | undefined>();
  /** Of the newest question; of the findings, where none is open. */
  private asked = $state.raw<Choices>({});
  private answered: Choices = {};
  private questions = 0;
  private settled: Promise<void> = Promise.resolve();
  /** Once offered, a choice keeps its place: what comes and goes would make the others jump. */
  private readonly offered = new Set<ChoiceName>();

  constructor(
    private readonly host: FoundHost,
    findings: Findings,
    readonly purpose?: Purpose,
    /** What had the focus when the files were brought. */
    readonly opener: Element | null = null,
  ) {
    this.show(findings);
  }

  /** What there is to choose from. */
  readonly choices: Choice[] = $derived(
    this.findings.choices.filter(({ name }) => this.offered.has(name)),
  );

  readonly names: string[] = $derived(this.findings.classes.map(({ name }) => name));

  readonly namesText: string = $derived(this.draft ?? namesAsText(this.names));

  /** What is wrong with the names in the textbox. */
  readonly namesProblem: string | undefined = $derived.by(() => {
    if (this.draft === undefined) return undefined;
    const read = readNames(this.draft, this.names.length);
    return 'problem' in read ? read.problem : undefined;
  });

  /** Why it cannot be taken as it stands. */
  readonly hindrance: string | undefined = $derived(this.findings.problem ?? this.namesProblem);

  /** What is chosen, also while the answer to it is on its way. */
  value({ name, value }: Choice): string {
    return this.looking ? (this.asked[name] ?? value) : value;
  }

  choose(name: ChoiceName, value: string): void {
    this.ask(withChoice(this.asked, name, value));
  }

  /** Takes the names that are in the textbox, if they are whole and other than before. */
  rename(): void {
    if (this.draft === undefined) return;
    const read = readNames(this.draft, this.names.length);
    if ('problem' in read) return;
    const { classNames = this.names } = this.looking ? this.asked : {};
    if (!same(read.names, classNames)) this.ask({ ...this.asked, classNames: read.names });
    else if (!this.looking) this.draft = undefined;
  }

  /** Takes what was found as it is shown; what has turned up meanwhile is to be read first. */
  async take(): Promise<void> {
    const { host } = this;
    this.problem = undefined;
    this.rename();
    const read = this.findings.checks;
    while (this.looking) await this.settled;
    const { findings } = this;
    const more = findings.checks.some((check) => !read.includes(check));
    if (this.problem !== undefined || this.hindrance !== undefined || more) return;
    const info = await host.get(async (told) => {
      // Other files may have come in their place while this waited.
      if (host.found !== this) return undefined;
      return host.api.takeFiles(this.asked, told);
    });
    if (!info) {
      this.problem = host.problem;
      host.problem = undefined;
      return;
    }
    host.found = undefined;
    await (this.purpose ?? host).arrived(info);
  }

  /** Leaves the files alone. */
  cancel(): void {
    const { host } = this;
    if (host.busy) host.cancel();
    host.found = undefined;
    host.api.forgetFiles().catch(() => undefined);
  }

  private ask(choices: Choices): void {
    const question = ++this.questions;
    this.asked = choices;
    this.looking = true;
    this.problem = undefined;
    const newest = (act: () => void) => {
      if (question !== this.questions) return;
      this.looking = false;
      act();
    };
    this.settled = this.host.api.lookAgain(choices).then(
      (findings) => newest(() => this.show(findings)),
      (error: unknown) =>
        newest(() => {
          this.asked = this.answered;
          this.problem = sentence(error);
        }),
    );
  }

  private show(findings: Findings): void {
    for (const { name, options } of findings.choices) {
      if (options.length > 1) this.offered.add(name);
    }
    this.answered = this.asked = standing(this.asked, findings);
    // Names that were taken are shown as they were taken; of others the visitor is in the middle.
    if (this.asked.classNames) {
      const read = readNames(this.draft ?? '', findings.classes.length);
      if ('names' in read && same(read.names, this.asked.classNames)) this.draft = undefined;
    }
    this.findings = findings;
  }
}

function withChoice(choices: Choices, name: ChoiceName, value: string): Choices {
  // Another set has other columns and classes, and other labels have other names.
  if (name === 'set') return { set: value };
  const { classNames, ...others } = choices;
  if (name === 'labels' || classNames === undefined) return { ...others, [name]: value };
  return { ...others, [name]: value, classNames };
}

/** Of the choices those that stand in what was answered: the others mean nothing there. */
function standing(choices: Choices, { choices: offered, classes }: Findings): Choices {
  const stands = (name: ChoiceName): boolean =>
    offered.some((one) => one.name === name && one.value === choices[name]);
  const kept: Choices = Object.fromEntries(
    choiceNames.filter(stands).map((name) => [name, choices[name]]),
  );
  const { classNames } = choices;
  return classNames?.length === classes.length ? { ...kept, classNames } : kept;
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, i) => name === other[i]);
}
