/** Changes of the network: filters painted, frozen, swapped; networks built by layers. */
export interface EditApi {}
