/** What is kept: runs that go on after a reload, and models. */
export interface KeepApi {}
