/** What a number may be; the page, links and the worker are held to the same. */
export interface NumberRule {
  /** As the page calls it. */
  title: string;
  min: number;
  max: number;
  /** `max` itself is too large. */
  belowMax?: boolean;
  whole?: boolean;
}

export function fits({ min, max, belowMax, whole }: NumberRule, value: number): boolean {
  const inRange = value >= min && (belowMax ? value < max : value <= max);
  return Number.isFinite(value) && inRange && (!whole || Number.isInteger(value));
}

/** What is wrong with `value`, in a sentence that says what is expected; nothing if it will do. */
export function problemWith(rule: NumberRule, value: number): string | undefined {
  if (fits(rule, value)) return undefined;
  const { title, min, max, belowMax, whole } = rule;
  const kind = whole ? 'a whole number' : 'a number';
  if (max >= Number.MAX_SAFE_INTEGER) {
    return Number.isFinite(min)
      ? `${title} must be ${kind}, ${min} or more.`
      : `${title} must be ${kind}.`;
  }
  return `${title} must be ${kind} from ${min} to ${belowMax ? 'below ' : ''}${max}.`;
}

const number = /^[-+]?(?:\d+[.,]?\d*|[.,]\d+)(?:e[-+]?\d+)?$/i;
/** "1,500" is a thousand and a half to some and one and a half to others. */
const twoWays = /^[-+]?[1-9]\d{0,2},\d{3}$/;
const twoWaysWhole = /^[-+]?[1-9]\d{0,2}[.,]\d{3}$/;

/** What a person typed, with a point or a comma. An empty field is not 0. */
export function readNumber(
  rule: NumberRule,
  text: string,
): { value: number } | { problem: string } {
  const typed = text.trim().replace('−', '-');
  if ((rule.whole ? twoWaysWhole : twoWays).test(typed)) {
    const [thousands, fraction] = [typed.replace(/[.,]/, ''), Number(typed.replace(',', '.'))];
    const ways = rule.whole ? thousands : `${thousands} or ${fraction}`;
    return { problem: `${rule.title}: ${typed} can be read in two ways. Write ${ways}.` };
  }
  const value = number.test(typed) ? Number(typed.replace(',', '.')) : NaN;
  const problem = problemWith(rule, value);
  return problem === undefined ? { value } : { problem };
}
