// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "journal.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <stdexcept>

namespace ledger {

journal::journal(std::string const& path)
    : file_(open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600)) {
    if (file_ < 0) throw std::runtime_error(path + ": " + std::strerror(errno));
}

journal::~journal() { close(file_); }

void journal::append(std::string_view kind, std::vector<std::string> const& texts) {
    std::string lines;
    for (std::string const& each : texts) {
        lines.append(kind).append(1, ' ');
        for (char const c : each) // the text of a webhook may hold line breaks
            if (c == '\n')
                lines += "\\n";
            else if (c == '\r')
                lines += "\\r";
            else if (c == '\\')
                lines += "\\\\";
            else
                lines += c;
        lines += '\n';
    }
    // One write, so that the lines of two processes do not mix.
    if (write(file_, lines.data(), lines.size()) != static_cast<ssize_t>(lines.size()) ||
        fdatasync(file_) != 0)
        throw std::runtime_error(std::string{"the journal: "} + std::strerror(errno));
}

std::vector<journal::entry> journal::read(std::string const& path) {
    std::ifstream in{path, std::ios::binary};
    std::vector<entry> made;
    for (std::string line;
         std::getline(in, line) && !in.eof();) { // the last line ends with a break
        std::size_t const space = line.find(' ');
        if (space == line.npos) continue;
        std::string text;
        for (std::size_t i = space + 1; i != line.size(); ++i) {
            if (line[i] != '\\' || i + 1 == line.size()) {
                text += line[i];
                continue;
            }
            char const next = line[++i];
            text += next == 'n' ? '\n' : next == 'r' ? '\r' : next;
        }
        made.push_back({line.substr(0, space), std::move(text)});
    }
    return made;
}

} // namespace ledger
