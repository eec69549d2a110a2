"""A scripted mail server, which does what real ones do rarely, and writes down all that it takes.

    smtp_server.py FOLDER [option]...

It listens on a free port of loopback and writes the number to FOLDER/port. What it has accepted goes to FOLDER/accepted, a JSON object a line
(recipients, the message as it came), written before the answer is given; what was said goes to FOLDER/talk. Options: tls (STARTTLS with
FOLDER/cert.pem and key.pem), bdat (CHUNKING), norelay (takes no recipient), nobody (knows no
recipient), policy (takes no text), auth (user "billing", password "secret"), needauth, tls1.2 (no newer), goodbye=N (421 at the Nth message of
the first connection). What it does with a message is the local part of its first recipient, up to a '+':

    drop-data     hangs up before any of the text            drop-before   hangs up in the middle of the text
    drop-after    takes it, and hangs up without an answer
    silent        takes it, and never answers                grey          450 to the recipient, the first time only
    full          452 to the recipient                       over          552 behind the text
    refused       554 behind the text                        later         451 behind the text
    unknown       550 to the recipient                       elsewhere     554 to the recipient, for it relays nothing
    stuck         stops reading in the middle of the text    slow          reads a little at a time, answers late
    mute          answers nothing any more from its recipient on; takes the text if it comes all the same (CHUNKING), and hangs up
"""
import json
import os
import socket
import ssl
import sys
import threading
import time

FOLDER, OPTIONS = sys.argv[1], set(sys.argv[2:])
GOODBYE = next((int(option[8:]) for option in OPTIONS if option.startswith("goodbye=")), 0)
LOCK = threading.Lock()
SEEN = set()  # of what is done the first time only


class Gone(Exception):
    pass


def write_down(name, line):
    with LOCK, open(os.path.join(FOLDER, name), "a", encoding="utf-8") as file:
        file.write(line + "\n")


def first_time(what):
    with LOCK:
        fresh = what not in SEEN
        SEEN.add(what)
        return fresh


class Talk:
    def __init__(self, sock, number):
        self.sock, self.number = sock, number
        self.file = sock.makefile("rb")
        self.tls = self.known = False
        self.mails = 0
        self.reset()

    def reset(self):
        self.sender, self.recipients, self.how, self.text = None, [], "", b""

    def say(self, line):
        if self.how == "mute":
            return
        write_down("talk", f"{self.number} S: {line}")
        self.sock.sendall(line.encode() + b"\r\n")

    def hear(self):
        line = self.file.readline()
        if not line:
            raise Gone
        return line

    def hello(self, _):
        lines = ["test.example", "PIPELINING", "SIZE 50000000", "8BITMIME", "ENHANCEDSTATUSCODES"]
        lines += ["CHUNKING"] * ("bdat" in OPTIONS) + ["STARTTLS"] * ("tls" in OPTIONS and not self.tls)
        lines += ["AUTH PLAIN LOGIN"] * ("auth" in OPTIONS)
        for i, line in enumerate(lines):
            self.say(("250 " if i + 1 == len(lines) else "250-") + line)

    def starttls(self, _):
        self.say("220 2.0.0 go on")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if "tls1.2" in OPTIONS:
            context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.num_tickets = 4
        context.load_cert_chain(os.path.join(FOLDER, "cert.pem"), os.path.join(FOLDER, "key.pem"))
        self.sock = context.wrap_socket(self.sock, server_side=True)
        self.file = self.sock.makefile("rb")
        self.tls = self.sock.version()

    def auth(self, line):
        import base64
        words = line.split()
        answer = words[2] if len(words) > 2 else None
        if words[1].upper() == "LOGIN":
            got = []
            for challenge in ("VXNlcm5hbWU6", "UGFzc3dvcmQ6"):
                if answer is None:
                    self.say("334 " + challenge)
                    answer = self.hear().decode().strip()
                got.append(base64.b64decode(answer).decode())
                answer = None
        else:
            if answer is None:
                self.say("334 ")
                answer = self.hear().decode().strip()
            got = base64.b64decode(answer).decode().split("\0")[1:]
        self.known = got == ["billing", "secret"]
        self.say("235 2.7.0 welcome" if self.known else "535 5.7.8 authentication failed")

    def mail(self, line):
        self.mails += 1
        self.reset()
        if GOODBYE and self.number == 1 and self.mails == GOODBYE:
            self.say("421 4.3.2 shutting down")
            raise Gone
        if "needauth" in OPTIONS and not self.known:
            self.say("530 5.7.0 authentication required")
            return
        self.sender = line
        self.say("250 2.1.0 ok")

    def rcpt(self, line):
        address = line[line.index("<") + 1:line.rindex(">")]
        how = address.split("@")[0].split("+")[0]
        if how == "grey" and first_time(address):
            self.say("450 4.7.1 greylisted, come again")
        elif how == "full":
            self.say("452 4.2.2 mailbox full")
        elif how == "elsewhere" or "norelay" in OPTIONS:
            self.say(f"554 5.7.1 <{address}>: Relay access denied")
        elif how == "unknown" or "nobody" in OPTIONS:
            self.say("550 5.1.1 no such user here")
        else:
            self.recipients.append(address)
            self.how = self.how or how
            if how == "mute":
                self.sock.settimeout(60)
            self.say("250 2.1.5 ok")

    def finish(self):
        """The whole text is here: what becomes of it."""
        taken = self.how not in ("over", "refused", "later") and self.recipients and "policy" not in OPTIONS
        if taken:
            write_down("accepted", json.dumps({"sender": self.sender, "recipients": self.recipients, "tls": self.tls,
                                               "known": self.known, "text": self.text.decode("latin-1")}))
        if self.how in ("drop-after", "mute"):
            raise Gone
        if self.how == "silent":
            time.sleep(60)
            raise Gone
        if self.how == "slow":
            time.sleep(0.3)
        answers = {"over": "552 5.2.3 too large for this mailbox", "refused": "554 5.6.0 content refused",
                   "later": "451 4.3.0 try again"}
        if "policy" in OPTIONS:
            self.say("550 5.7.26 mail from this domain is not authenticated")
        elif not self.recipients:
            self.say("554 5.5.1 no valid recipients")
        else:
            self.say(answers.get(self.how, f"250 2.0.0 Ok: queued as Q{self.number}-{self.mails}"))
        self.reset()

    def take(self, piece):
        """A piece of text has come."""
        self.text += piece
        if self.how in ("drop-before", "drop-data"):
            raise Gone
        if self.how == "stuck":
            time.sleep(60)
            raise Gone
        if self.how == "slow":
            time.sleep(0.0005)

    def data(self, _):
        if self.how == "drop-data":
            raise Gone
        self.say("354 go on")
        while True:
            line = self.hear()
            if line == b".\r\n":
                break
            self.take(line[1:] if line.startswith(b".") else line)
        self.finish()

    def bdat(self, line):
        words = line.split()
        left = int(words[1])
        while left > 0:
            piece = self.file.read(min(left, 4096 if self.how in ("slow", "stuck") else 65536))
            if not piece:
                raise Gone
            left -= len(piece)
            if self.recipients:
                self.take(piece)
        if not self.recipients:
            # as Postfix does: it has forgotten the recipient, so that a temporary refusal looks
            # permanent (manual/libraries.md, "libesmtp")
            self.say("551 5.7.1 Error: Discarded %d bytes after earlier error" % int(words[1]))
        elif len(words) > 2:
            self.finish()
        else:
            self.say(f"250 2.0.0 {words[1]} octets")

    def run(self):
        verbs = {"EHLO": self.hello, "HELO": self.hello, "STARTTLS": self.starttls, "AUTH": self.auth, "MAIL": self.mail,
                 "RCPT": self.rcpt, "DATA": self.data, "BDAT": self.bdat}
        self.say("220 test.example ESMTP")
        while True:
            line = self.hear().decode("latin-1")
            write_down("talk", f"{self.number} C: {line[:200].rstrip()}")
            verb = line[:8].split(" ")[0].strip().upper()
            if verb == "QUIT":
                self.say("221 2.0.0 bye")
                return
            if verb == "NOOP":
                self.say("250 2.0.0 ok")
            elif verb == "RSET":
                self.reset()
                self.say("250 2.0.0 ok")
            elif verb in verbs:
                verbs[verb](line.rstrip("\r\n"))
            else:
                self.say("500 5.5.1 what?")


def serve(sock, number):
    talk = Talk(sock, number)
    try:
        talk.run()
    except (Gone, OSError, ValueError) as why:
        write_down("talk", f"{number} - {why!r}")
    for file in (talk.file, talk.sock):
        try:
            file.close()
        except OSError:
            pass


listener = socket.create_server(("127.0.0.1", 0))
with open(os.path.join(FOLDER, "port.tmp"), "w", encoding="ascii") as port:
    port.write(str(listener.getsockname()[1]))
os.rename(os.path.join(FOLDER, "port.tmp"), os.path.join(FOLDER, "port"))
connections = 0
while True:
    connection, _ = listener.accept()
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connections += 1
    if "small" in OPTIONS:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    threading.Thread(target=serve, args=(connection, connections), daemon=True).start()
