// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "stacks.hpp"

#include "beast_transport.hpp"

#include <memory>

any_transport make_beast_transport(transport_settings const& wanted) {
    auto const send = std::make_shared<examples::beast_transport>(wanted.timeout, wanted.ca_file);
    return [send](connectpsp::request const& message) { return (*send)(message); };
}
