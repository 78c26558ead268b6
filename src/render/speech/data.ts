/** What the database holds or answered, and what just happened to it, for a screen reader. */
import { describeDiff } from '../../diff/describe.ts';
import { joinParts } from '../../diff/words.ts';
import type { DataBlock, StatusBlock } from '../../view/blocks.ts';
import { resultSpoken } from './result.ts';
import { capitalized, ended } from '../../words/sentence.ts';
import { printable } from '../spans/visible.ts';
import { countWords } from '../words/requests.ts';
import { resultWords } from '../words/result.ts';
import { ledgerSpoken } from './ledger.ts';
import { tableSpoken } from './table.ts';

/** A block in sentences. */
export function dataSpoken(block: DataBlock): readonly string[] {
  switch (block.type) {
    case 'note':
      return [block.text];
    case 'ledger':
      return ledgerSpoken(block.entries);
    case 'result':
      return resultSpoken(block.result);
    case 'table':
      return block.table === null ? [] : tableSpoken(block.table);
  }
}

/** What just happened; `table` is the one that is read out, or null: what changed elsewhere is marked. */
export function statusSpoken(status: StatusBlock, table: string | null): string {
  switch (status.type) {
    case 'running':
      return 'Running. Ctrl-C stops it.';
    case 'failed':
      return status.rolledBack ? 'It failed. The whole migration was rolled back.' : 'It failed.';
    case 'requests':
      return `${countWords(status.count)}.`;
    case 'found':
      return `${capitalized(resultWords(status.result))}.`;
    case 'changed': {
      const { diff, after } = status.change;
      return ended(
        printable(joinParts(describeDiff(diff, { after, ...(table !== null && { shown: [table] }) }))),
      );
    }
  }
}
