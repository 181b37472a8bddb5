/** What a network looks for: attribution, strongest pictures, pictures made for a unit. */
export interface ModelLooks {}
