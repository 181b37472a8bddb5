import type { ExplainApi } from '../../shared/explain';
import type { RunHost } from '../run-host';

export function explainService(host: RunHost): ExplainApi {
  void host;
  return {};
}
