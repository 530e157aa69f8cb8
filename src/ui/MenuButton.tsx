import { Suspense, useId, useState } from 'react';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { Button } from './Button.tsx';
import type { ButtonProps } from './Button.tsx';
import type { MenuEntry, MenuProps } from './Menu.tsx';

const Menu = lazyPage<MenuProps>(async () => (await import('./Menu.tsx')).Menu);

/** A button that opens a menu. `entries` are made when it opens. */
export function MenuButton({
  label,
  entries,
  ...button
}: { label: string; entries: () => readonly MenuEntry[] } & Pick<
  ButtonProps,
  'children' | 'icon' | 'iconOnly' | 'variant' | 'size'
>) {
  const id = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [wasOpened, setWasOpened] = useState(false);
  return (
    <>
      <Button
        {...button}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-controls={anchor === null ? undefined : id}
        onClick={(event) => {
          setAnchor(event.currentTarget);
          setWasOpened(true);
        }}
      />
      {wasOpened && (
        <Suspense fallback={null}>
          <Menu
            anchor={anchor}
            id={id}
            label={label}
            entries={anchor === null ? [] : entries()}
            onClose={() => setAnchor(null)}
          />
        </Suspense>
      )}
    </>
  );
}
