/** The colours of one scheme. Each signal reads at 4.5:1 or more on paper, on panel and on its own 12 % tint. */
export interface Tokens {
  paper: string;
  panel: string;
  hairline: string;
  control: string;
  text: string;
  quiet: string;
  accent: string;
  onAccent: string;
  green: string;
  amber: string;
  red: string;
  blue: string;
}

const light: Tokens = {
  paper: '#FBFAF8',
  panel: '#FFFFFF',
  hairline: '#E4E0D9',
  control: '#8A8479',
  text: '#1D1B18',
  quiet: '#625D55',
  accent: '#0B6268',
  onAccent: '#FFFFFF',
  green: '#28754A',
  amber: '#945700',
  red: '#AE2F27',
  blue: '#2A5DB0',
};

const dark: Tokens = {
  paper: '#151412',
  panel: '#1D1B19',
  hairline: '#35322D',
  control: '#757067',
  text: '#F0EDE7',
  quiet: '#A8A297',
  accent: '#5CC3C6',
  onAccent: '#151412',
  green: '#6CC08B',
  amber: '#E0A94A',
  red: '#F08A80',
  blue: '#8AB2F2',
};

export const tokens = {
  light,
  dark,
  face: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
};
