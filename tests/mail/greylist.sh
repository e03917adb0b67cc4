#!/usr/bin/env bash
# Answers Postfix (postfix.org/SMTPD_POLICY_README.html): whoever writes to grey-… is told to come again the first time.
#   greylist.sh FOLDER    where it keeps whom it has seen
seen=$1
while true; do
  recipient=''
  while IFS= read -r line; do
    [ -n "$line" ] || break
    case $line in recipient=*) recipient=${line#recipient=} ;; esac
  done || exit 0
  [ -n "$line$recipient" ] || exit 0
  action=dunno
  case $recipient in
    grey-*) mkdir "$seen/${recipient//\//_}" 2>/dev/null && action='defer_if_permit 4.2.0 Greylisted, come again' ;;
  esac
  printf 'action=%s\n\n' "$action"
done
