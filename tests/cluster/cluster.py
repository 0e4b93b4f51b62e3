"""Slurm on one node of two CPUs, on loopback, in a folder of its own: a controller, a daemon, and munge for both."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

DAEMONS = ("munged", "slurmctld", "slurmd")
CONFIGURATION = """\
ClusterName=loopback
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={controller_port}
SlurmdPort={daemon_port}
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
CredType=cred/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
ReturnToService=2
SlurmctldTimeout=10
SchedulerParameters=batch_sched_delay=0,sched_interval=1
NodeName={host} NodeAddr=127.0.0.1 CPUs=2 RealMemory={memory} State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""
# A step of a job is started without any SLURM_ variable, so that srun would look for the configuration in /etc.
SRUN = '#!/bin/sh\nSLURM_CONF={folder}/slurm.conf exec {srun} "$@"\n'
# Where the controller is away, the plugin turns from squeue to sacct, which answers nothing without accounting: a run
# whose queries have all failed waits for ever. This sacct asks the controller, and so waits for it.
SACCT = """#!/bin/sh
case "$*" in *JobIdRaw*) exec squeue --noheader --states all --format '%i|%T' ;; *) exit 1 ;; esac
"""


def search_path():
    """PATH, and where Debian keeps its daemons, which a user's PATH leaves out."""
    return os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])


def missing():
    """The programs that are not installed."""
    needed = (*DAEMONS, "sbatch", "srun", "squeue", "scancel", "scontrol", "sinfo")
    return [name for name in needed if not shutil.which(name, path=search_path())]


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_until(holds, seconds, what):
    """Ask until it holds; an AssertionError with `what` if it does not."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := holds():
            return found
        time.sleep(0.2)
    raise AssertionError(f"waited {seconds} s for {what}")


def megabytes():
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20


class Cluster:
    """A running Slurm; `environment` is what its commands need."""

    def __init__(self, folder):
        self.folder, self.host = Path(folder), socket.gethostname().split(".")[0]
        self.environment = dict(os.environ) | {
            "SLURM_CONF": str(self.folder / "slurm.conf"),
            "PATH": f"{self.folder / 'bin'}{os.pathsep}{search_path()}",
        }

    def start(self):
        self.write()
        self.start_munge()
        self.start_daemon("slurmctld")
        self.start_daemon("slurmd")
        wait_until(lambda: self.ask("sinfo", "-h", "-o", "%T") == "idle", 30, "a node that takes jobs")

    def write(self):
        for name in ("state", "spool", "bin"):
            (self.folder / name).mkdir()
        text = CONFIGURATION.format(
            host=self.host,
            folder=self.folder,
            user=self.ask("id", "-un"),
            memory=megabytes() - 500,
            controller_port=free_port(),
            daemon_port=free_port(),
        )
        (self.folder / "slurm.conf").write_text(text)
        srun = SRUN.format(folder=self.folder, srun=shutil.which("srun", path=search_path()))
        for name, text in {"srun": srun, "sacct": SACCT}.items():
            (self.folder / "bin" / name).write_text(text)
            (self.folder / "bin" / name).chmod(0o755)

    def start_munge(self):
        key = self.folder / "munge.key"
        key.write_bytes(os.urandom(128))
        key.chmod(0o400)
        files = {"key-file": "key", "socket": "socket", "pid-file": "pid", "log-file": "log", "seed-file": "seed"}
        # --force: the folder may be one that others can read
        self.ask("munged", "--force", *(f"--{option}={self.folder}/munge.{end}" for option, end in files.items()))

    def start_daemon(self, name):
        self.ask(name)
        wait_until(lambda: self.process(name), 10, name)

    def stop_daemon(self, name):
        """End it in the ordinary way, and wait until it has gone."""
        if pid := self.process(name):
            os.kill(pid, signal.SIGTERM)
            wait_until(lambda: not self.process(name), 30, f"the end of {name}")

    def process(self, name):
        """The id of a daemon that runs, else None."""
        try:
            pid = int((self.folder / f"{name}.pid").read_text())
            os.kill(pid, 0)
        except (OSError, ValueError):
            return None
        return pid

    def stop(self):
        if self.process("slurmctld"):
            self.ask("scancel", "--user", self.ask("id", "-un"))
        for name in ("slurmd", "slurmctld", "munge"):
            self.stop_daemon(name)

    def ask(self, *command):
        """What a command prints."""
        done = subprocess.run(command, env=self.environment, text=True, capture_output=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}: {done.stderr}")
        return done.stdout.strip()

    def jobs(self, state):
        """The ids of jobs in a state, such as RUNNING."""
        return self.ask("squeue", "--noheader", "--states", state, "--format", "%i").split()


if __name__ == "__main__":
    # python tests/cluster/cluster.py FOLDER: a Slurm to try things on, until Ctrl-C
    cluster = Cluster(Path(sys.argv[1]).resolve())
    cluster.start()
    print(f"export SLURM_CONF={cluster.folder}/slurm.conf PATH={cluster.folder}/bin:$PATH")
    try:
        signal.pause()
    except KeyboardInterrupt:
        cluster.stop()
