# A real Postfix, Debian's package unpacked into bin/postfix (POSTFIX_ROOT) and laid over /usr and /etc in namespaces
# of its own, in which all ends when the script ends: no service of the host is installed, started or changed. Source it first of all, with the script's arguments; it runs the script
# again inside. `postfix_start NAME=VALUE...` starts it with these settings on port 2525, with a virtual mailbox domain customer.example whose
# Maildirs are in $MAILDIRS/<local part>/.
if [ "${IN_NAMESPACE:-}" != yes ]; then
	[ "$(id -u)" = 0 ] || { echo "1..0 # SKIP only root can have a namespace of its own"; exit 0; }
	unshare -m -n true 2>/dev/null || { echo "1..0 # SKIP no namespaces here"; exit 0; }
	if [ -z "${POSTFIX_ROOT:-}" ]; then
		POSTFIX_ROOT=$(cd "$(dirname "$0")/../.." && pwd)/bin/postfix
		[ -x "$POSTFIX_ROOT/usr/lib/postfix/sbin/master" ] && [ -x "$POSTFIX_ROOT/usr/sbin/saslpasswd2" ] || (
			mkdir -p "$POSTFIX_ROOT" && cd "$POSTFIX_ROOT" && apt-get download postfix libdb5.3 libicu72 libnsl2 libtirpc3 libsasl2-2 \
				libsasl2-modules libsasl2-modules-db sasl2-bin &&
				for deb in *.deb; do dpkg -x "$deb" . || exit 1; done && rm -f ./*.deb
		) >/dev/null 2>&1 || { echo "1..0 # SKIP Postfix cannot be downloaded"; exit 0; }
	fi
	export POSTFIX_ROOT IN_NAMESPACE=yes
	exec unshare -m -n -p -f --mount-proc --kill-child sh "$0" "$@"
fi

CONF=/etc/postfix-test

# postfix_overlay: what the package has, over what the host has.
postfix_overlay() {
	ip link set lo up
	mkdir -p "$DIR/over"
	mount -t tmpfs tmpfs "$DIR/over"
	for part in usr etc; do
		mkdir -p "$DIR/over/$part.new" "$DIR/over/$part.work"
		mount -t overlay overlay -o "lowerdir=$POSTFIX_ROOT/$part:/$part,upperdir=$DIR/over/$part.new,workdir=$DIR/over/$part.work" "/$part" || return 1
	done
	grep -vE '^(postfix|postdrop):' /etc/passwd >"$DIR/passwd"
	grep -vE '^(postfix|postdrop):' /etc/group >"$DIR/group"
	echo 'postfix:x:61201:61201::/var/spool/postfix:/usr/sbin/nologin' >>"$DIR/passwd"
	printf 'postfix:x:61201:\npostdrop:x:61202:\n' >>"$DIR/group"
	cp "$DIR/passwd" /etc/passwd
	cp "$DIR/group" /etc/group
	mkdir -p "$DIR/over/queue" "$DIR/over/data" "$MAILDIRS"
	chmod 755 "$DIR" "$DIR/over"
	chown 61201 "$DIR/over/data" "$MAILDIRS"
}

# postfix_start SETTING...
postfix_start() {
	[ -d "$DIR/over" ] || postfix_overlay || return 1
	mkdir -p $CONF
	sed -e 's/^\([^#].*\) y  *\([-0-9]* .*\)$/\1 n \2/' -e 's/^smtp  *inet .*/2525 inet n - n - - smtpd/' /usr/share/postfix/master.cf.dist >$CONF/master.cf
	{
		cat <<-END
			compatibility_level = 3.6
			queue_directory = $DIR/over/queue
			data_directory = $DIR/over/data
			command_directory = /usr/sbin
			daemon_directory = /usr/lib/postfix/sbin
			meta_directory = /etc/postfix
			shlib_directory = /usr/lib/postfix
			mail_owner = postfix
			setgid_group = postdrop
			myhostname = relay.example
			mydestination =
			inet_interfaces = 127.0.0.1
			inet_protocols = ipv4
			mynetworks = 127.0.0.0/8
			virtual_mailbox_domains = customer.example
			virtual_mailbox_base = $MAILDIRS
			virtual_minimum_uid = 100
			virtual_uid_maps = static:61201
			virtual_gid_maps = static:61201
			virtual_transport = virtual
			smtpd_peername_lookup = no
			maillog_file = $DIR/maillog
			smtpd_tls_loglevel = 1
			maillog_file_prefixes = /tmp, /dev/shm, /var
			smtpd_recipient_restrictions = permit_mynetworks, reject
			alias_maps =
			local_recipient_maps =
		END
		printf '%s\n' "$@"
	} | tac | awk -F ' *= *' '!seen[$1]++' >$CONF/main.cf
	# A running one reads its settings again.
	if [ -n "${POSTFIX_RUNS:-}" ]; then
		/usr/sbin/postfix -c $CONF reload >>"$DIR/postfix.out" 2>&1
	else
		/usr/sbin/postfix -c $CONF start-fg >"$DIR/postfix.out" 2>&1 &
	fi
	POSTFIX_RUNS=yes
	answers() { python3 -c 'import smtplib; smtplib.SMTP("127.0.0.1", 2525).quit()' 2>/dev/null; }
	for _ in $(seq 240); do
		answers && return 0
		sleep 0.5
	done
	return 1
}

# postfix_user NAME PASSWORD: who may send with STARTTLS and AUTH, in Cyrus SASL's own database. Debian's Postfix has the library read
# sasl/smtpd.conf of its config_directory, whatever cyrus_sasl_config_path says; users are of the realm that is the server's own name.
postfix_user() {
	mkdir -p "$DIR/sasl" $CONF/sasl
	printf 'pwcheck_method: auxprop\nauxprop_plugin: sasldb\nmech_list: PLAIN LOGIN\nsasldb_path: %s\n' "$DIR/sasl/users" >$CONF/sasl/smtpd.conf
	printf '%s' "$2" | /usr/sbin/saslpasswd2 -p -c -u relay.example -f "$DIR/sasl/users" "$1"
	chown -R 61201 "$DIR/sasl"
}
