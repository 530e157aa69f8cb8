const drawings = {
  instances: 'M2.5 4h11M2.5 8h11M2.5 12h11M5 2.5v3M10.5 6.5v3M7 10.5v3',
  overview: 'M2.5 13.5h11M4 11V7.5M8 11V2.5M12 11V5.5',
  accounts:
    'M6 7.25a2.25 2.25 0 1 0 0-4.5 2.25 2.25 0 0 0 0 4.5zM1.75 13.25c.3-2.5 1.9-3.75 4.25-3.75s3.95 1.25 4.25 3.75M10.75 3a2.25 2.25 0 0 1 0 4.1M12 9.75c1.4.5 2.1 1.7 2.25 3.5',
  upgrades: 'M8 10.5V2.75M4.75 6 8 2.75 11.25 6M2.5 10v3.25h11V10',
  audit: 'M3.5 2h6l3 3v9h-9zM9.5 2v3h3M5.75 8h4.5M5.75 11h4.5',
  catalogue: 'M2.75 2.75h4.25v4.25H2.75zM9 2.75h4.25v4.25H9zM2.75 9h4.25v4.25H2.75zM11.1 9v4.25M9 11.1h4.25',
  connectors: 'M5.5 2v3M10.5 2v3M3.75 5h8.5v2.75a4.25 4.25 0 0 1-8.5 0zM8 12v2.5',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.3 13.5 13.5',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  copy: 'M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z',
  check: 'M3 8.5 6.5 12 13 4.5',
  chevron: 'M4.5 6.25 8 9.75l3.5-3.5',
  ascending: 'M8 13V3.5M4.5 7 8 3.5 11.5 7',
  descending: 'M8 3v9.5M4.5 9 8 12.5 11.5 9',
  person: 'M8 7.5a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5zM2.75 14c.4-2.9 2.5-4.25 5.25-4.25s4.85 1.35 5.25 4.25',
  window: 'M2.5 3h11v10h-11zM2.5 6h11',
  outside: 'M6.5 3h-4v10.5h10.5v-4M9 2.5h4.5V7M13.5 2.5 7.5 8.5',
  back: 'M13 8H3.5M7 4.5 3.5 8 7 11.5',
  operations: 'M2.5 4.5h4M2.5 8h2.5M2.5 11.5h4M8.75 2.75v10.5M8.75 4.5h4.75M8.75 8H12M8.75 11.5h4.75',
  deployments: 'M8 2 2.5 4.75v6.5L8 14l5.5-2.75v-6.5zM2.5 4.75 8 7.5l5.5-2.75M8 7.5V14',
  runs: 'M8 14a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM6.75 5.5 10.5 8l-3.75 2.5z',
  settings: 'M2.5 4.5h6M11.5 4.5h2M10 3v3M2.5 11.5h2M7.5 11.5h6M6 10v3',
  cog: 'M8 9.75a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5zM8 12.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM8 1.5v2M8 12.5v2M1.5 8h2M12.5 8h2M3.4 3.4l1.4 1.4M11.2 11.2l1.4 1.4M12.6 3.4l-1.4 1.4M4.8 11.2l-1.4 1.4',
  trash: 'M2.5 4.25h11M6 4V2.25h4V4M3.75 4.25l.75 9.25h7l.75-9.25M6.5 6.75v4M9.5 6.75v4',
  keyboard: 'M2 4.25h12v7.5H2zM4.5 6.75h.01M7 6.75h.01M9.5 6.75h.01M11.75 6.75h.01M5 9.25h6',
  plus: 'M8 3v10M3 8h10',
  activity: 'M1.75 8.5h2.75l2-5 3 9 2-4h2.75',
  filter: 'M2.5 4.5h11M4.75 8h6.5M6.75 11.5h2.5',
  views: 'M4 2.5h8v11l-4-3-4 3z',
} as const;

export type IconName = keyof typeof drawings;

/** One of our icons: 16 px, 1.5 px stroke. Decorative; the control it stands in has a word or a label. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'more' ? 2.25 : 1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={drawings[name]} />
    </svg>
  );
}
