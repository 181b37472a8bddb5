import type { JudgeApi } from '../../shared/judge';
import type { RunHost } from '../run-host';

export function judgeService(host: RunHost): JudgeApi {
  void host;
  return {};
}
