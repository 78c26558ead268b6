/** A digest of the names, sizes and times of all files that the build of the project in this folder reads. */
export function fingerprint(project: string): string;
