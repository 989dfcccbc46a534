"""A desktop's notification service, for tests.

Owns ``org.freedesktop.Notifications`` on the session bus, as a real desktop does, and writes what
it is asked to do as one JSON object a line:

    {"call": "Notify", "at": 1700000000000, "id": 1, "replaces": 0, "process": 4242,
     "title": "...", "body": "...", "actions": ["default", "Activate"], "hints": {...}}
    {"call": "CloseNotification", "at": ..., "id": 1, "process": 4242}

``at`` is milliseconds since 1970, ``process`` the id of the calling process: that is how a test
tells the popups of two browsers apart.

A test plays the person in front of the screen through the interface ``org.deskbell.Testing`` on
the same object: ``Click(id)``, ``Action(id, key)`` and ``Dismiss(id)``. They are logged as well,
under their own names. As on real desktops a popup is gone once it was clicked. ``Hesitate(process,
milliseconds)`` makes the desktop a slow one for that process: so long after it shows a popup it says so.

Usage: notification-server.py LOG_FILE. Prints "ready" when it owns its name.
"""

import json
import sys
import time

import dbus
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

NOTIFICATIONS = "org.freedesktop.Notifications"
OBJECT_PATH = "/org/freedesktop/Notifications"
TESTING = "org.deskbell.Testing"

# What the desktop says it can do. Without "body-markup" the body arrives as plain text.
CAPABILITIES = ["actions", "body", "persistence"]

# Reasons of the signal NotificationClosed, from the Desktop Notifications Specification.
DISMISSED_BY_PERSON = 2
CLOSED_BY_APPLICATION = 3


class CallLog:
    """Appends one JSON object a line; every line is written out before the call is answered."""

    def __init__(self, path):
        self._file = open(path, "a", buffering=1, encoding="utf-8")

    def write(self, call, **fields):
        entry = {"call": call, "at": round(time.time() * 1000), **fields}
        self._file.write(json.dumps(entry) + "\n")


class NotificationService(dbus.service.Object):
    """The popups on one screen."""

    def __init__(self, bus, log):
        super().__init__(bus, OBJECT_PATH)
        self._bus = bus
        self._log = log
        self._last_id = 0
        self._hesitations = {}

    # What applications call.

    @dbus.service.method(
        NOTIFICATIONS,
        in_signature="susssasa{sv}i",
        out_signature="u",
        sender_keyword="sender",
        async_callbacks=("answer", "fail"),
    )
    def Notify(
        self, app, replaces, icon, title, body, actions, hints, timeout, answer, fail, sender=None
    ):
        popup = int(replaces) or self._next_id()
        process = self._process_of(sender)
        self._log.write(
            "Notify",
            id=popup,
            replaces=int(replaces),
            process=process,
            title=str(title),
            body=str(body),
            actions=[str(action) for action in actions],
            hints=plain(hints),
        )
        self._after_hesitating(process, lambda: answer(dbus.UInt32(popup)))

    @dbus.service.method(NOTIFICATIONS, in_signature="u", sender_keyword="sender")
    def CloseNotification(self, popup, sender=None):
        self._log.write("CloseNotification", id=int(popup), process=self._process_of(sender))
        self.NotificationClosed(popup, CLOSED_BY_APPLICATION)

    @dbus.service.method(NOTIFICATIONS, out_signature="as")
    def GetCapabilities(self):
        return dbus.Array(CAPABILITIES, signature="s")

    @dbus.service.method(NOTIFICATIONS, out_signature="ssss")
    def GetServerInformation(self):
        return ("Test desktop", "Deskbell", "1.0", "1.2")

    @dbus.service.signal(NOTIFICATIONS, signature="uu")
    def NotificationClosed(self, popup, reason):
        pass

    @dbus.service.signal(NOTIFICATIONS, signature="us")
    def ActionInvoked(self, popup, key):
        pass

    # What a test calls.

    @dbus.service.method(TESTING, in_signature="u")
    def Click(self, popup):
        self._log.write("Click", id=int(popup))
        self._invoke(popup, "default")

    @dbus.service.method(TESTING, in_signature="us")
    def Action(self, popup, key):
        self._log.write("Action", id=int(popup), key=str(key))
        self._invoke(popup, key)

    @dbus.service.method(TESTING, in_signature="uu")
    def Hesitate(self, process, milliseconds):
        self._hesitations[int(process)] = int(milliseconds)

    @dbus.service.method(TESTING, in_signature="u")
    def Dismiss(self, popup):
        self._log.write("Dismiss", id=int(popup))
        self.NotificationClosed(popup, DISMISSED_BY_PERSON)

    def _after_hesitating(self, process, then):
        hesitation = self._hesitations.get(process)
        if hesitation:
            GLib.timeout_add(hesitation, lambda: then() and False)
        else:
            then()

    def _invoke(self, popup, key):
        self.ActionInvoked(popup, key)
        self.NotificationClosed(popup, DISMISSED_BY_PERSON)

    def _next_id(self):
        self._last_id += 1
        return self._last_id

    def _process_of(self, sender):
        return int(
            self._bus.call_blocking(
                dbus.BUS_DAEMON_NAME,
                dbus.BUS_DAEMON_PATH,
                dbus.BUS_DAEMON_IFACE,
                "GetConnectionUnixProcessID",
                "s",
                (sender,),
            )
        )


def plain(value):
    """The D-Bus value as JSON can hold it; pictures only by their length."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return f"{len(value)} items" if len(value) > 16 else [plain(item) for item in value]
    if isinstance(value, dbus.Boolean):
        return bool(value)
    if isinstance(value, int):
        return int(value)
    return str(value)


def main():
    dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
    bus = dbus.SessionBus()
    service = NotificationService(bus, CallLog(sys.argv[1]))
    # Claimed last, so that whoever sees the name finds the object behind it. Both are kept in
    # variables: the name is given back when its object is collected.
    name = dbus.service.BusName(NOTIFICATIONS, bus, do_not_queue=True)
    print("ready", flush=True)
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
