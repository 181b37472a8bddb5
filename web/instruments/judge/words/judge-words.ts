import type { CalibrationBin, Judgement } from '../protocol';
import { count, percent } from '../../../client/words/format';

/** "a 4", "an 8", "an X": as the names of classes are spoken. */
export function withArticle(name: string): string {
  const vowel = /^(8|11$|18$|[aeiou])/i.test(name) || /^[FHLMNRSX]$/i.test(name);
  const spokenYou = /^(u|uni.*|eu.*|one.*)$/i.test(name);
  return `${vowel && !spokenYou ? 'an' : 'a'} ${name}`;
}

/** A share with as many digits as 100 % leaves room to be told from. */
export function share(part: number, whole: number): string {
  const value = part / whole;
  return percent(value, value > 0.99 && value < 1 && whole >= 1000 ? 2 : 1);
}

/**
 * What the whole judgement comes to.
 *
 * @param stale The network has been trained on since.
 */
export function verdict(judgement: Judgement, stale = false): string {
  const { examples, unanswered } = judgement;
  if (unanswered === 0) return score(judgement, stale);
  const none = `${unanswered === examples ? 'No test picture' : `${count(examples - unanswered)} of ${count(examples)} test pictures`} got an answer: numbers inside the network no longer fit (NaN). Lower the learning rate, then reset.`;
  return unanswered === examples ? none : `${none} ${score(judgement, stale)}`;
}

function score({ step, examples, right, classes }: Judgement, stale: boolean): string {
  if (step === 0) {
    const chance = `By chance ${percent(1 / classes.length)} would be right`;
    return stale
      ? `Before the training it guessed. ${chance}; ${share(right, examples)} were.`
      : `The network has not been trained yet: it guesses. Press Train. ${chance}; ${share(right, examples)} are.`;
  }
  const told = `${share(right, examples)} are right: ${count(right)} of ${count(examples)}.`;
  if (examples >= 200) return told;
  return `${told} With so few pictures, one more mistake moves the figure by ${percent(1 / examples)}.`;
}

/** The most frequent mistake. */
export function mixupSentence(
  { mixups, examples, right }: Judgement,
  names: readonly string[],
): string {
  const [worst] = mixups;
  if (!worst) return right === examples ? 'No picture is taken for another class.' : '';
  const name = (label: number): string => names[label] ?? String(label);
  return `Most often ${withArticle(name(worst.truth))} is taken for ${withArticle(name(worst.said))}: ${count(worst.count)} of ${count(worst.of)}.`;
}

/** The class that is found least, and the answer that is to be trusted least. */
export function classSentence({ classes }: Judgement, names: readonly string[]): string {
  const all = classes.map((score, label) => ({ ...score, name: names[label] ?? String(label) }));
  const missing = all.filter((one) => one.count === 0).map(({ name }) => name);
  const none =
    missing.length > 0 ? ` There are no test pictures of ${listed(missing.slice(0, 8))}.` : '';
  const found = all.filter((one) => one.count > 0);
  const hardest = found.reduce(
    (a, b) => (b.right / b.count < a.right / a.count ? b : a),
    found[0]!,
  );
  const never = all.filter((one) => one.count > 0 && one.said === 0).map(({ name }) => name);
  if (hardest.right === hardest.count) return `Every class is found without a mistake.${none}`;
  const least = `Hardest to find is ${hardest.name}: ${share(hardest.right, hardest.count)} of its ${count(hardest.count)} pictures.`;
  if (never.length > 0)
    return `${least} The network never answers ${listed(never.slice(0, 8))}.${none}`;
  const shares = found.map((one) => one.right / one.count);
  if (Math.max(...shares) - Math.min(...shares) < 0.005) {
    return `All classes are found about equally well, ${share(hardest.right, hardest.count)} or a little more.${none}`;
  }
  const said = all.filter((one) => one.said > 0);
  const doubtful = said.reduce((a, b) => (b.right / b.said < a.right / a.said ? b : a), said[0]!);
  return `${least} When it says ${doubtful.name}, it is right ${share(doubtful.right, doubtful.said)} of the time, less than for any other answer.${none}`;
}

/** Below this the error is put down to chance, which alone makes about 1 % on a thousand answers. */
const wellCalibrated = 0.02;

/** Whether the network's confidence can be believed, and where it goes wrong most. */
export function calibrationSentence(judgement: Judgement): string {
  if (!judgement.probabilities) {
    return 'This network’s answers are scores, not probabilities: with this loss they say which class wins, not how sure it is.';
  }
  const { calibration, calibrationError, examples, right, meanConfidence } = judgement;
  if (calibrationError < wellCalibrated) {
    return `Its confidence can be believed: it is ${share(meanConfidence, 1)} sure in the mean, and right ${share(right, examples)} of the time.`;
  }
  const worst = worstBin(calibration);
  if (!worst) return '';
  const over = worst.confidence > worst.accuracy;
  return `When it says ${percent(worst.confidence, 0)}, it is right ${percent(worst.accuracy, 0)} of the time (${count(worst.count)} answers): ${over ? 'over-confident. Do not take its word for it' : 'under-confident. It knows more than it dares to say'}.`;
}

/** The bin that adds most to the error. */
function worstBin(bins: readonly CalibrationBin[]): CalibrationBin | undefined {
  const gap = (bin: CalibrationBin): number =>
    bin.count === 0 ? -1 : bin.count * Math.abs(bin.accuracy - bin.confidence);
  return bins.reduce((a, b) => (gap(b) > gap(a) ? b : a), bins[0]!);
}

/** A, B and C */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
