// What small networks in a wide window do without; fetched where it is wanted.
export { planBranches } from './branchPlan';
export { layMaps } from './laidMaps';
export { planRows } from './rows';
export { stackSurface } from './stackPlan';
export { showAll } from './wholeSlab';
