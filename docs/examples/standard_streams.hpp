// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <initializer_list>

namespace examples {

/// Opens /dev/null in place of each standard stream that is closed. Otherwise the next file or
/// connection gets its number, and what the program prints is written there: into a journal, a
/// record, or the connection to ConnectPSP. Reading such a stream and writing to it still fail.
///
/// Call it first in main, before another thread or file exists.
inline void open_standard_streams() {
    for (int const stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (fcntl(stream, F_GETFD) != -1) continue;
        int const opened = open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
        if (opened != stream) std::abort(); // the lowest free number is the stream's
    }
}

} // namespace examples
