/** The licences of what the bundle holds. */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The licence texts of the packages that the bundle holds: most licences ask for it. */
export async function writeLicences(inputs: readonly string[], folder: string): Promise<void> {
  const folders = new Set(
    inputs.flatMap((input) => /^([^:]*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []),
  );
  const texts = await Promise.all(
    [...folders].sort().map(async (folder) => {
      const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
        name: string;
        version: string;
        license?: string;
      };
      const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
      const text = file === undefined ? '' : `\n\n${(await readFile(join(folder, file), 'utf8')).trim()}`;
      return `${name} ${version} (${license ?? 'see its package'})${text}`;
    }),
  );
  await writeFile(join(folder, 'THIRD-PARTY-LICENCES.txt'), texts.join(`\n\n${'-'.repeat(72)}\n\n`) + '\n');
}
