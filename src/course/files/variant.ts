/** Variants of a fixture: other data on the same schema, which only grading uses. */
import { makeFault, type Fault } from '../faults.ts';
import { listFolder } from './files.ts';
import type { Variant } from '../model.ts';
import { SLUG } from '../names.ts';
import { readScript, type Script } from './script.ts';

/** Reads the folder of variants, which the course calls `label`, by name; faults are added. */
export async function readVariants(
  folder: string,
  label: string,
  faults: Fault[],
): Promise<readonly Variant[]> {
  const variants: Variant[] = [];
  for (const { name: file, type } of (await listFolder(folder)) ?? []) {
    const name = file.replace(/\.sql$/, '');
    if (type !== 'file' || name === file || !SLUG.test(name)) {
      const mend = 'Keep each variant in a file with a lower-case name, such as no-rows.sql.';
      faults.push(makeFault({ file: `${label}/${file}`, message: 'This is not a variant.', mend }));
      continue;
    }
    const variant = await readScript(folder, label, file, faults, (script) => readVariant(name, script));
    if (variant !== null) variants.push(variant);
  }
  return variants;
}

/** A variant may hold no SQL: its tables are empty then. */
function readVariant(name: string, { file, sql, faults }: Script): Variant | null {
  const about = /^--\s*about\s*:(\P{Cc}+)$/iu.exec(sql.split('\n', 1)[0] ?? '')?.[1]?.trim() ?? '';
  if (about !== '') return { name, about, script: { file, sql } };
  const mend = 'Begin it with a line such as `-- about: two patients without an mrn`.';
  faults.add({ message: 'The variant does not say what its data is about.', mend });
  return null;
}
