import type { MapApi } from '../../shared/map';
import type { RunHost } from '../run-host';

export function mapService(host: RunHost): MapApi {
  void host;
  return {};
}
