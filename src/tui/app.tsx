/** The whole interface: paints the screen that the store's state asks for, and hands keys and pastes to the store. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import {
  Box,
  Text,
  useApp,
  useCursor,
  useInput,
  useIsScreenReaderEnabled,
  usePaste,
  useWindowSize,
} from 'ink';
import { contextOf } from '../tutor/commands.ts';
import type { Store } from '../app/store.ts';
import { isTooSmall } from './frame.ts';
import { handleBlindInput, handleInput } from './input.ts';
import { takesText } from './keymap.ts';
import { createPainter } from './painter.ts';
import { spokenScreen } from './screens/spoken.ts';
import type { Theme } from './theme.ts';

export interface AppProps {
  readonly store: Store;
  readonly theme: Theme;
  /** Hears how to give the terminal to another program. */
  readonly onReady?: (suspend: (work: () => Promise<void>) => Promise<void>) => void;
}

export function App({ store, theme, onReady }: AppProps) {
  const tutor = useSyncExternalStore(store.subscribe, store.state);
  const { columns, rows } = useWindowSize();
  const { setCursorPosition } = useCursor();
  const { suspendTerminal } = useApp();
  useEffect(() => onReady?.(suspendTerminal), [onReady, suspendTerminal]);
  const spoken = useIsScreenReaderEnabled();
  const [painter] = useState(createPainter);
  useSyncExternalStore(painter.subscribe, painter.offsets);
  // A screen reader does not mind how small the window is.
  const blind = !spoken && isTooSmall({ columns, rows });
  useInput((input, key) => {
    if (blind) handleBlindInput(input, key, store.send);
    else handleInput(input, key, { state: store.state, send: store.send, viewport: painter });
  });
  usePaste((text) => {
    if (blind || !takesText(contextOf(store.state()))) return;
    store.send({ type: 'edit', edit: { type: 'paste', text } });
  });

  if (spoken) {
    return (
      <Box flexDirection="column">
        {spokenScreen(tutor).map((line, index) => (
          <Text key={index}>{line}</Text>
        ))}
      </Box>
    );
  }
  const { lines, caret } = painter.paint(tutor, { columns, rows });
  setCursorPosition(caret ?? undefined);
  return (
    <Box flexDirection="column" height={rows} overflow="hidden">
      {lines.map((line, index) => (
        // A row is its place on the screen: nothing else tells two rows apart.
        <Text key={index} wrap="truncate-end">
          {theme(line) || ' '}
        </Text>
      ))}
    </Box>
  );
}
