import { readFile } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A module keeps its place: `import.meta` means the source file, not the bundle that holds it. */
export const ownPlace = {
  name: 'own-place',
  setup({ onLoad }) {
    onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const place = { dirname: dirname(path), filename: path, url: pathToFileURL(path).href };
      const contents = text.replace(/\bimport\.meta\.(dirname|filename|url)\b/g, (_, name) =>
        JSON.stringify(place[name]),
      );
      return { contents, loader: extname(path).slice(1) };
    });
  },
};
