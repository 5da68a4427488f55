// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "stacks.hpp"

#include "qt_transport.hpp"

#include <QCoreApplication>

#include <memory>

any_transport make_qt_transport(transport_settings const& wanted) {
    static int count = 1;
    static char name[] = "integration-qt";
    static char* names[] = {name, nullptr};
    static QCoreApplication const application{count, names};
    auto const send = std::make_shared<examples::qt_transport>(wanted.timeout, wanted.ca_file);
    return [send](connectpsp::request const& message) { return (*send)(message); };
}
