import type { KeepApi } from '../../shared/keep';
import type { RunHost } from '../run-host';

export function keepService(host: RunHost): KeepApi {
  void host;
  return {};
}
