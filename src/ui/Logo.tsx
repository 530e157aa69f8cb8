import styles from './Logo.module.css';

/** The mark: two sockets, one cable, one lamp. */
export function Logo() {
  return (
    <span className={styles['logo']}>
      <svg
        width="24"
        height="24"
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        aria-hidden="true"
      >
        <rect x="1.9" y="1.9" width="20.2" height="20.2" rx="4.5" />
        <circle cx="7.5" cy="7.5" r="2.25" />
        <circle cx="16.5" cy="16.5" r="2.25" />
        <path d="M7.5 9.75v3.5a3.25 3.25 0 0 0 3.25 3.25h3.5" strokeLinecap="round" />
        <circle cx="16.5" cy="7.5" r="1.75" fill="currentColor" stroke="none" />
      </svg>
      <span>Jackfield</span>
    </span>
  );
}
