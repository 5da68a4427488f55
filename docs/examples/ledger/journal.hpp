// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ledger {

/// A file on another volume than the database, which keeps what a restored database has forgotten:
/// each attempt before it is sent, and each webhook that was taken in. A line is a kind, a space and
/// a text without line breaks. Many processes may append to one file.
class journal {
public:
    /// @throws std::runtime_error when the file cannot be written
    explicit journal(std::string const& path);
    journal(journal const&) = delete;
    journal& operator=(journal const&) = delete;
    ~journal();

    /// Appends lines and waits until they are on the disk.
    /// @param kind `attempt` or `event`
    void append(std::string_view kind, std::vector<std::string> const& texts);

    struct entry {
        std::string kind;
        std::string text;
    };
    /// All entries. A line that a crash cut short is left out.
    static std::vector<entry> read(std::string const& path);

private:
    int file_;
};

} // namespace ledger
