import type { SlideApi } from '../../shared/slide';
import type { RunHost } from '../run-host';

export function slideService(host: RunHost): SlideApi {
  void host;
  return {};
}
