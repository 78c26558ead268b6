/** What the databases take for now. */

/** Now in milliseconds since 1970, or the moment that SOURCE_DATE_EPOCH (seconds) fixes, so that output can be made again. */
export function clock(): number {
  const fixed = Number(process.env['SOURCE_DATE_EPOCH']);
  return Number.isFinite(fixed) && fixed > 0 ? fixed * 1000 : Date.now();
}
