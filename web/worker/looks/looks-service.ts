import type { LooksApi } from '../../shared/looks';
import type { RunHost } from '../run-host';

export function looksService(host: RunHost): LooksApi {
  void host;
  return {};
}
