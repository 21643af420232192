# machine.sh <data folder> <resolv.conf> <marker> <number of a core>...
# Makes the mounts of a node's machine, in namespaces that are new, and holds them as their first process.
data=$1 resolver=$2 marker=$3
shift 3

# Shared among the node's own mounts, as kubelet needs them; unshare has cut the ties to those outside.
mount --make-rshared /
resolv=$(readlink -f /etc/resolv.conf)
for folder in /run /var/lib /var/log; do mount -t tmpfs -o mode=755 node "$folder"; done
mkdir -p /run/lock /var/lib/kubelet /var/lib/containerd
mount --bind "$data/kubelet" /var/lib/kubelet
mount --bind "$data/containerd" /var/lib/containerd
mkdir -p "$(dirname "$resolv")"
[ -e "$resolv" ] || : > "$resolv"
mount --bind "$resolver" "$resolv"

# kubelet sets these for the whole machine unless it finds them set (its setupKernelTunables); here it finds them set, and the machine keeps its own.
for setting in vm/overcommit_memory=1 vm/panic_on_oom=0 kernel/panic=10 kernel/panic_on_oops=1 kernel/keys/root_maxkeys=1000000 kernel/keys/root_maxbytes=25000000; do
  file=/run/settings/${setting%=*}
  mkdir -p "$(dirname "$file")"
  echo "${setting#*=}" > "$file"
  [ ! -e "/proc/sys/${setting%=*}" ] || mount --bind "$file" "/proc/sys/${setting%=*}"
done

# A node of eight cores, however many there are: kubelet counts these folders, nothing else does. Those that there are not have no topology, so kubelet
# does not put them into a cpuset. Pods ask for what they ask for on AKS and share what there is.
online=$(cat /sys/devices/system/cpu/online)
mount -t tmpfs -o mode=755 node /sys/devices/system/cpu
[ ! -d /sys/devices/system/node ] || mount -t tmpfs -o mode=755 node /sys/devices/system/node
echo "$online" > /sys/devices/system/cpu/online
for core in "$@"; do
  mkdir -p "/sys/devices/system/cpu/cpu$core/topology"
  echo "$core" > "/sys/devices/system/cpu/cpu$core/topology/core_id"
  echo 0 > "/sys/devices/system/cpu/cpu$core/topology/physical_package_id"
done
more=1000
for core in $(seq $(($# + 1)) 8); do mkdir "/sys/devices/system/cpu/cpu$((more + core))"; done

: > "$marker"
# Buries what dies: shims of containerd are nobody's children.
exec catatonit -P
