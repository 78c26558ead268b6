/** The signs of a drawing: such as terminals and fonts everywhere have. */

/** A column that must have a value; one that may be NULL, where it has one and where not. */
export const BARS = { required: '█', filled: '▒', empty: '░' } as const;

/** A version that runs and works; one that could; one that runs and does not work. */
export const RUNS = { works: '━', idle: '·', fails: '✗' } as const;

/** A way back, and one that is open at first and refused at the phase's end. */
export const WAYS = { back: '↩', closing: '(↩)' } as const;

/** Stands between the phases at the point of no return. */
export const WALL = '║';
