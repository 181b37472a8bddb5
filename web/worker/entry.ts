// What the worker is started with. Nothing imports it: WebKit evaluates the module that a worker was
// started with once more where a part that comes later imports it, and there would be two of all that
// it holds, both of which answer.
import { listen } from './main';

listen();
