import {
  encodeLink,
  firstShown,
  type Hideable,
  type InstrumentFields,
  type PageLink,
  type Shown,
} from '../../protocol/link';
import type { ShownRun } from '../run/shown-run.svelte';
import type { View } from '../view/view.svelte';
import { context } from '../context';

/** The address of what is on the page, and what a teacher's link takes off it. */
export class PageAddress {
  /** The dialog that makes links. */
  open = $state(false);
  hidden = $state.raw<readonly Hideable[]>([]);

  constructor(
    private readonly session: ShownRun,
    private readonly view: View,
    /** What an instrument keeps in the link. */
    private readonly fieldsOf: (stage: string) => InstrumentFields,
    /** What stands in the drawer and not in the middle. */
    private readonly asides: readonly { id: string }[],
  ) {}

  hides(what: Hideable): boolean {
    return this.hidden.includes(what);
  }

  /** Whether a tab of the middle is to be seen. */
  offers(stage: string): boolean {
    if (stage === this.view.stage) return true;
    return !this.hides('tabs') && !(stage === 'build' && this.hides('build'));
  }

  /** What the address says; undefined before there is a run. */
  get link(): PageLink | undefined {
    const { experiment, wanted: engine } = this.session;
    return experiment && { experiment, engine, shown: this.shown, hidden: this.hidden };
  }

  /** The address of this page, with these things hidden. */
  address(hidden: readonly Hideable[] = this.hidden): string {
    const { link } = this;
    const page = location.href.split('#')[0]!;
    return link ? `${page}#${encodeLink({ ...link, hidden })}` : page;
  }

  show({ stage, mode, fields = {}, place = {} }: Shown): void {
    if (this.isAside(stage)) this.view.drawer = stage;
    else this.view.stage = stage;
    this.view.mode = mode;
    this.view.fields = fields;
    this.view.goTo(place);
  }

  private isAside(id: string | undefined): id is string {
    return this.asides.some((one) => one.id === id);
  }

  private get shown(): Shown {
    const { mode, place, drawer } = this.view;
    const aside = this.view.stage === firstShown.stage && this.isAside(drawer);
    const stage = aside ? drawer : this.view.stage;
    const { picture, setUp } = this.session;
    const shown: Shown = { stage, mode };
    const usual = Math.max(0, setUp?.testLabels.indexOf(0) ?? 0);
    if (picture.kind === 'test' && picture.index !== usual) shown.picture = picture.index;
    if (Object.keys(place).length > 0) shown.place = place;
    for (const [name, [usual]] of Object.entries(this.fieldsOf(stage))) {
      const value = this.view.fields[name] ?? usual;
      if (value !== usual) shown.fields = { ...shown.fields, [name]: value };
    }
    return shown;
  }
}

export const [provideAddress, useAddress] = context<PageAddress>('address');
