#!/usr/bin/env python3
"""Has Orthanc hand its studies on to Perennial, and lets go of them only once Perennial has them.

What Orthanc holds without a mark is undelivered: there is no other bookkeeping, so this program and Orthanc may be stopped
at any moment. A study that is stable is pushed by Orthanc's own STOW-RS client. If the push fails, its instances are sent
one by one, which tells what Perennial refuses, and why, from Perennial being away. Needs Python 3.9 and nothing else.
"""

import argparse
import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid
from datetime import datetime, timedelta, timezone

SERVER = "perennial"  # of DicomWeb.Servers in orthanc.json
MARK = "Perennial"  # of UserMetadata in orthanc.json
EXPLICIT_VR_LITTLE_ENDIAN = "1.2.840.10008.1.2.1"
# what Perennial decodes: uncompressed, deflated, RLE, JPEG Lossless, JPEG 2000
DECODED = {
    "1.2.840.10008.1.2",
    EXPLICIT_VR_LITTLE_ENDIAN,
    "1.2.840.10008.1.2.1.99",
    "1.2.840.10008.1.2.2",
    "1.2.840.10008.1.2.5",
    "1.2.840.10008.1.2.4.57",
    "1.2.840.10008.1.2.4.70",
    "1.2.840.10008.1.2.4.90",
    "1.2.840.10008.1.2.4.91",
}
# sequences of an answer (PS3.18, I.2): failed instances, and failures that name none
FAILURES = {"00081198", "0008119A"}
# the sender's setup is wrong or it shall wait: nothing that this instance is to blame for
NOT_THE_INSTANCES_FAULT = {401, 403, 404, 405, 407, 408, 429}
LONGEST_WAIT = timedelta(hours=24)
LONGEST_RETRY_AFTER = 300


class Refused(Exception):
    """Perennial has looked at the instance and does not want it."""


class Away(Exception):
    """Perennial takes nothing at present."""

    def __init__(self, reason, retry_after=0):
        super().__init__(reason)
        self.retry_after = min(retry_after, LONGEST_RETRY_AFTER)


class Orthanc:
    """The REST interface of the Orthanc on this machine."""

    def __init__(self, url, credentials, patience):
        self.url = url
        self.patience = patience
        passwords = urllib.request.HTTPPasswordMgrWithPriorAuth()
        if credentials:
            user, _, password = credentials.partition(":")
            passwords.add_password(None, url, user, password, is_authenticated=True)
        # no proxy lies between
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPBasicAuthHandler(passwords)
        )

    def call(self, method, path, body=None):
        request = urllib.request.Request(self.url + path, data=body, method=method)
        with self.opener.open(request, timeout=self.patience) as answer:
            return answer.read()

    def get(self, path):
        return json.loads(self.call("GET", path))

    def studies(self):
        """All of them, those first that have waited longest."""
        return sorted(self.get("/studies?expand"), key=lambda study: study["LastUpdate"])

    def is_stable(self, study):
        return self.get(f"/studies/{study}")["IsStable"]

    def instances(self, study):
        """Their ids with their metadata, and the mark among them as an object."""
        for instance in self.get(f"/studies/{study}/instances"):
            metadata = self.get(f"/instances/{instance['ID']}/metadata?expand")
            yield instance["ID"], metadata, json.loads(metadata.get(MARK, "{}"))

    def mark(self, instance, **state):
        self.call("PUT", f"/instances/{instance}/metadata/{MARK}", json.dumps(state).encode())

    def unmark(self, instance):
        self.call("DELETE", f"/instances/{instance}/metadata/{MARK}")

    def delete(self, instance):
        self.call("DELETE", f"/instances/{instance}")

    def transcode(self, instance):
        """Puts the same object, its pixels decoded, in the instance's place. Its study is then unstable for a while."""
        request = {"Transcode": EXPLICIT_VR_LITTLE_ENDIAN, "Keep": ["SOPInstanceUID"], "Force": True}
        decoded = self.call("POST", f"/instances/{instance}/modify", json.dumps(request).encode())
        self.call("POST", "/instances", decoded)

    def push(self, instances):
        """One STOW-RS request. Whether all of them are stored at the other end."""
        request = json.dumps({"Resources": instances, "Synchronous": True}).encode()
        try:
            self.call("POST", f"/dicom-web/servers/{SERVER}/stow", request)
            return True
        except urllib.error.HTTPError:
            return False


class Perennial:
    """The DICOMweb interface of one domain."""

    def __init__(self, url, authorization, patience):
        self.studies = url.rstrip("/") + "/studies"
        self.authorization = authorization
        self.patience = patience

    def store(self, instance):
        """Sends one Part 10 object. Returns once it is stored; raises Refused or Away."""
        boundary = str(uuid.uuid4())
        head = f"--{boundary}\r\nContent-Type: application/dicom\r\n\r\n".encode()
        request = urllib.request.Request(self.studies, data=head + instance + f"\r\n--{boundary}--\r\n".encode())
        request.add_header("Content-Type", f'multipart/related; type="application/dicom"; boundary="{boundary}"')
        request.add_header("Accept", "application/dicom+json")
        if self.authorization:
            request.add_header("Authorization", self.authorization)
        try:
            with urllib.request.urlopen(request, timeout=self.patience) as answer:
                if FAILURES & set(json.loads(answer.read())):
                    raise Refused(f"{answer.status}: the answer names a failure")
        except urllib.error.HTTPError as error:
            reason = f"{error.code}: {self.detail(error)}"
            if error.code >= 500 or error.code in NOT_THE_INSTANCES_FAULT:
                wait = error.headers.get("Retry-After", "0")
                raise Away(reason, int(wait) if wait.isdecimal() else 0) from error
            raise Refused(reason) from error
        except (OSError, ValueError) as error:  # no connection, name, trust, answer in time; an answer that is no JSON
            raise Away(str(error)) from error

    @staticmethod
    def detail(error):
        """The sentence of a problem detail (RFC 9457), which names no patient."""
        try:
            return json.loads(error.read(1 << 20))["detail"]
        except (ValueError, KeyError, TypeError, OSError):
            return error.reason


class Forwarder:
    """Brings what Orthanc holds to Perennial."""

    def __init__(self, orthanc, perennial, keep, say):
        self.orthanc = orthanc
        self.perennial = perennial
        self.keep = keep
        self.say = say

    def round(self):
        """Goes over all stable studies once; raises Away as soon as Perennial takes nothing."""
        for study in self.orthanc.studies():
            if study["IsStable"]:
                try:
                    self.forward(study["ID"])
                except urllib.error.HTTPError as error:
                    if error.code != 404:  # of Orthanc: deleted meanwhile
                        self.say(f"study {study['ID']}: Orthanc answered {error.code} to {error.url}")

    def forward(self, study):
        due = []
        transcoded = 0
        for instance, metadata, mark in self.orthanc.instances(study):
            if "delivered" in mark:
                if now() - moment(mark["delivered"]) >= self.keep:
                    self.orthanc.delete(instance)
            elif metadata.get("TransferSyntax", EXPLICIT_VR_LITTLE_ENDIAN) not in DECODED and self.transcode(instance):
                transcoded += 1
            elif "again" not in mark or moment(mark["again"]) <= now():
                due.append((instance, mark))
        if transcoded:
            self.say(f"study {study}: {transcoded} transcoded to Explicit VR Little Endian")
        elif due:
            self.deliver(study, due)

    def transcode(self, instance):
        try:
            self.orthanc.transcode(instance)
            return True
        except urllib.error.HTTPError:
            return False  # it goes as it is, and Perennial says what it thinks of it

    def deliver(self, study, due):
        instances = [instance for instance, _ in due]
        if self.orthanc.push(instances):
            self.delivered(study, instances)
            return
        stored = []
        try:
            for instance, mark in due:
                try:
                    self.perennial.store(self.orthanc.call("GET", f"/instances/{instance}/file"))
                    stored.append(instance)
                except Refused as refusal:
                    self.refused(study, instance, mark, refusal)
        finally:
            self.delivered(study, stored)

    def delivered(self, study, instances):
        """Lets go of them, unless something came for the study meanwhile: then all of it is sent once more."""
        if not instances or not self.orthanc.is_stable(study):
            return
        for instance in instances:
            if self.keep:
                self.orthanc.mark(instance, delivered=now().isoformat())
            else:
                self.orthanc.delete(instance)
        self.say(f"study {study}: {len(instances)} delivered")

    def refused(self, study, instance, mark, refusal):
        attempts = mark.get("attempts", 0) + 1
        again = now() + min(LONGEST_WAIT, timedelta(hours=2 ** min(attempts - 1, 10)))
        self.orthanc.mark(instance, attempts=attempts, refusal=str(refusal), again=again.isoformat())
        self.say(f"study {study}: instance {instance} refused, {refusal}")

    def run(self, interval):
        away = ""
        while True:
            pause = interval
            trouble = ""
            try:
                self.round()
            except Away as absence:
                trouble = f"Perennial takes nothing: {absence}"
                pause = max(interval, absence.retry_after)
            except OSError as error:  # a refused connection, or one that broke
                trouble = f"Orthanc does not answer: {error}"
            if trouble and trouble != away:
                self.say(trouble + "; will try again")
            elif away and not trouble:
                self.say("all is well again")
            away = trouble
            time.sleep(pause)


def report(orthanc):
    """Prints what is undelivered. @return the number of such studies"""
    count = 0
    for study in orthanc.studies():
        waiting = [mark for _, _, mark in orthanc.instances(study["ID"]) if "delivered" not in mark]
        if waiting:
            count += 1
            state = "complete" if study["IsStable"] else "still coming in"
            print(f"study {study['ID']}: {len(waiting)} undelivered, last received {study['LastUpdate']}, {state}")
            for refusal in sorted({mark["refusal"] for mark in waiting if "refusal" in mark}):
                print(f"  refused: {refusal}")
    print("nothing is undelivered" if count == 0 else f"{count} studies")
    return count


def retry(orthanc):
    """Takes back the wait that a refusal brought, so that the next round tries again."""
    for study in orthanc.studies():
        for instance, _, mark in orthanc.instances(study["ID"]):
            if "refusal" in mark:
                orthanc.unmark(instance)
                print(f"study {study['ID']}: instance {instance} will be tried again")


def now():
    return datetime.now(timezone.utc)


def moment(text):
    return datetime.fromisoformat(text)


def say(text):
    print(text, flush=True)


def main():
    environment = os.environ
    parser = argparse.ArgumentParser(
        description="Hands the studies that Orthanc has received on to Perennial, until told to stop.",
        epilog="Environment: PERENNIAL_URL, PERENNIAL_AUTHORIZATION, ORTHANC_HTTP_PORT, ORTHANC_CREDENTIALS (user:password), "
        "ORTHANC_KEEP_HOURS, ORTHANC_PUSH_TIMEOUT; README.md says what they mean.",
    )
    parser.add_argument("--undelivered", action="store_true", help="show what waits, and why; status 1 if anything does, 2 if Orthanc is away")
    parser.add_argument("--retry", action="store_true", help="have what was refused tried again now, not in hours")
    parser.add_argument("--interval", type=float, default=10, metavar="SECONDS", help="between two rounds (default 10)")
    arguments = parser.parse_args()

    patience = float(environment.get("ORTHANC_PUSH_TIMEOUT") or 900)
    orthanc = Orthanc(
        "http://127.0.0.1:" + (environment.get("ORTHANC_HTTP_PORT") or "8042"),
        environment.get("ORTHANC_CREDENTIALS", ""),
        patience + 30,
    )
    if arguments.undelivered or arguments.retry:
        try:
            sys.exit(retry(orthanc) if arguments.retry else min(report(orthanc), 1))
        except OSError as error:
            say(f"Orthanc does not answer at {orthanc.url}: {error}")
            sys.exit(2)
    if not environment.get("PERENNIAL_URL"):
        parser.error("PERENNIAL_URL is not set: the DICOMweb base URL of the domain, http://…/domains/{id}/dicomweb")
    perennial = Perennial(environment["PERENNIAL_URL"], environment.get("PERENNIAL_AUTHORIZATION", ""), patience)
    keep = timedelta(hours=float(environment.get("ORTHANC_KEEP_HOURS") or 0))
    try:
        Forwarder(orthanc, perennial, keep, say).run(arguments.interval)
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
