import type { ExplainApi } from '../../shared/explain';
import type { RunHost } from '../run-host';

export function explainService(host: RunHost): ExplainApi {
  void host;
  const notYet = () => Promise.reject(new Error('Not yet.'));
  return { explainUnit: notYet, explainGradient: notYet, explainWeight: notYet, reach: notYet };
}
