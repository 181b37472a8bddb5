import type { EditApi } from '../../shared/edit';
import type { RunHost } from '../run-host';

export function editService(host: RunHost): EditApi {
  void host;
  return {};
}
