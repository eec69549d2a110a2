"""A client of a Windows share that copies as Explorer does: it sets the end of the file first (SMB2 SET_INFO,
FileEndOfFileInformation, MS-FSCC 2.4.13), and then fills it, here in pieces and slowly.

usage: smb_writer.py PORT USER SHARE PAUSE_MS copy|hang LOCAL REMOTE [LOCAL REMOTE]...

hang stops after the first piece of the first file and waits to be killed; it says "half" when it is there.
"""
import signal
import struct
import sys
import time

from impacket.smb3structs import (FILE_ATTRIBUTE_NORMAL, FILE_NON_DIRECTORY_FILE, FILE_OVERWRITE_IF, FILE_SHARE_READ,
                                  SMB2_0_INFO_FILE, SMB2_FILE_END_OF_FILE_INFO)
from impacket.smbconnection import SMBConnection

PIECES = 4
GENERIC_READ_WRITE = 0xC0000000

port, user, share, pause_ms, mode, *files = sys.argv[1:]
client = SMBConnection("127.0.0.1", "127.0.0.1", sess_port=int(port))
client.login(user, "pw")
tree = client.connectTree(share)
server = client.getSMBServer()
for local, remote in zip(files[::2], files[1::2]):
    with open(local, "rb") as file:
        data = file.read()
    handle = server.create(tree, remote.replace("/", "\\"), GENERIC_READ_WRITE, FILE_SHARE_READ, FILE_NON_DIRECTORY_FILE,
                           FILE_OVERWRITE_IF, FILE_ATTRIBUTE_NORMAL)
    server.setInfo(tree, handle, struct.pack("<Q", len(data)), SMB2_0_INFO_FILE, SMB2_FILE_END_OF_FILE_INFO)
    step = -(-len(data) // PIECES)
    for at in range(0, len(data), step):
        server.write(tree, handle, data[at:at + step], at, len(data[at:at + step]))
        if mode == "hang":
            print("half", flush=True)
            signal.pause()
        time.sleep(int(pause_ms) / 1000)
    server.close(tree, handle)
client.logoff()
