answer=$(getarg netberth.answer=)
ip -o -4 addr show scope global > /dev/console
if busybox wget -q -O /run/answer "$answer"; then
    . /run/answer > /dev/console 2>&1
    busybox poweroff -f
fi
echo "netberth-proof: no answer from $answer" > /dev/console
