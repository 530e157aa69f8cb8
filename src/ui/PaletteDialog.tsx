import MuiDialog from '@mui/material/Dialog';
import useAutocomplete from '@mui/material/useAutocomplete';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import styles from './PaletteDialog.module.css';

export interface PaletteOption {
  key: string;
  /** Options of one group follow each other under its name. */
  group: string;
  label: string;
  detail?: string | undefined;
  lead?: ReactNode;
  /** Why it cannot be chosen; stands in the place of the detail. */
  disabledReason?: string | null;
  /** Found for what was typed, whatever its label says. */
  isFound?: boolean;
  onSelect: () => void;
}

interface PaletteDialogProps {
  label: string;
  placeholder: string;
  query: string;
  options: readonly PaletteOption[];
  emptyText: string;
  footer?: ReactNode;
  onQuery: (query: string) => void;
  onClose: () => void;
  /** Backspace in the empty field: out of a list that was opened from another. */
  onBack?: (() => void) | undefined;
}

/** A search field over a list of things to do, worked from the keyboard. Heavy: load it on demand. */
export function PaletteDialog(props: PaletteDialogProps) {
  return (
    <MuiDialog
      open
      onClose={props.onClose}
      transitionDuration={80}
      slotProps={{
        container: { className: styles['container'] ?? '' },
        paper: { className: styles['paper'] ?? '', elevation: 0, 'aria-label': props.label },
      }}
    >
      <PaletteList {...props} />
    </MuiDialog>
  );
}

/** What stands in the dialog; it must be mounted with its field, which a dialog draws later than itself. */
function PaletteList({
  label,
  placeholder,
  query,
  options,
  emptyText,
  footer,
  onQuery,
  onClose,
  onBack,
}: PaletteDialogProps) {
  const id = useId();
  const { getRootProps, getInputProps, getListboxProps, getOptionProps, groupedOptions } = useAutocomplete({
    id,
    options,
    open: true,
    value: null,
    inputValue: query,
    autoHighlight: true,
    clearOnBlur: false,
    groupBy: (option) => option.group,
    getOptionLabel: (option) => option.label,
    getOptionKey: (option) => option.key,
    getOptionDisabled: (option) => Boolean(option.disabledReason),
    // The reason is part of what is read out, so one has to be able to get there.
    disabledItemsFocusable: true,
    filterOptions: (all, { inputValue }) => all.filter((option) => option.isFound || contains(option, inputValue)),
    onInputChange: (_event, typed, reason) => {
      if (reason === 'input') onQuery(typed);
    },
    onChange: (_event, option) => option?.onSelect(),
  });

  return (
    <>
      <div {...getRootProps()} className={styles['field']}>
        <Icon name="search" />
        <input
          {...getInputProps()}
          // The dialog was opened to type into this.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          type="text"
          aria-label={label}
          placeholder={placeholder}
          maxLength={200}
          spellCheck={false}
          onKeyDown={(event) => {
            if (event.key === 'Backspace' && query === '') onBack?.();
            // The hook would only close its list, which is always open here.
            if (event.key === 'Escape') onClose();
          }}
        />
      </div>
      <ul {...getListboxProps()} aria-label={label} className={styles['list']}>
        {groupedOptions.map((group) => (
          <li key={group.key} role="presentation">
            <p className={styles['group']} aria-hidden="true">
              {group.group}
            </p>
            <ul role="group" aria-label={group.group}>
              {group.options.map((option, index) => {
                const { key, ...props } = getOptionProps({ option, index: group.index + index });
                return (
                  <li key={key} {...props} className={styles['option']}>
                    <span className={styles['lead']}>{option.lead}</span>
                    <bdi className={styles['label']} title={option.label}>
                      {option.label}
                    </bdi>
                    <span className={styles['detail']} title={option.disabledReason ?? option.detail}>
                      {option.disabledReason ?? option.detail}
                    </span>
                  </li>
                );
              })}
            </ul>
          </li>
        ))}
      </ul>
      {groupedOptions.length === 0 && <p className={styles['empty']}>{emptyText}</p>}
      {footer && <div className={styles['footer']}>{footer}</div>}
    </>
  );
}

function contains(option: PaletteOption, typed: string): boolean {
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const text = `${option.group} ${option.label}`.toLocaleLowerCase();
  return words.every((word) => text.includes(word));
}
